import { gate } from '@gennaker/contracts/gate';
import { caller, type Handlers } from '@gennaker/kernel';
import { openApiDocument } from '../openapi.ts';

/** Who is signed in: until sign-in is configured, whoever the headers name, else nobody in particular. */
export const authRoutes = (): Handlers<typeof gate.auth> => {
  const user = () => {
    const { user: username, accounts } = caller();
    return {
      username,
      email: username,
      firstName: null,
      lastName: null,
      roles: [],
      allowedAccounts: accounts,
      authorities: [],
      enabled: true,
      accountNonExpired: true,
      accountNonLocked: true,
      credentialsNonExpired: true,
      isAdmin: false,
      canMintApiTokens: false,
    };
  };
  return { user, rawUser: user, serviceAccounts: () => [], loggedOut: () => undefined };
};

export const platformRoutes = (version: string): Handlers<typeof gate.platform> => ({
  version: () => ({ version }),
  openapi: () => openApiDocument(gate, version),
  springOpenapi: () => openApiDocument(gate, version),
});
