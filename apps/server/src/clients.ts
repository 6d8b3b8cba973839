import { clouddriver } from '@gennaker/contracts/clouddriver';
import { front50 } from '@gennaker/contracts/front50';
import { orca } from '@gennaker/contracts/orca';
import { connect, type ClientOf, type Service, type Target } from '@gennaker/kernel';
import { urlOf, type PlatformConfig, type ServiceName } from './config.ts';

export interface Clients {
  front50: ClientOf<typeof front50>;
  clouddriver: ClientOf<typeof clouddriver>;
  orca: ClientOf<typeof orca>;
}

/** The services of this process, added as they are made; services call in circles. */
export type Running = Partial<Record<ServiceName, Service>>;

/** Clients that go straight to a service of this process, else over HTTP: the only lines that know where one runs. */
export function clientsOf(
  config: PlatformConfig,
  here: readonly ServiceName[],
  running: Running,
  from: string,
): Clients {
  const target = (name: ServiceName): Target => {
    if (!here.includes(name)) return urlOf(config, name);
    return {
      handle: (request) => {
        const service = running[name];
        if (!service) throw new Error(`${name} was called before it was made`);
        return service.handle(request);
      },
    };
  };
  return {
    front50: connect(front50, target('front50'), { name: 'Front50', from }),
    clouddriver: connect(clouddriver, target('clouddriver'), { name: 'Clouddriver', from }),
    orca: connect(orca, target('orca'), { name: 'Orca', from }),
  };
}
