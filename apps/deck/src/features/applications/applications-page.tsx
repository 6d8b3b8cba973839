import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Page } from '../../app/page.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Table } from '../../ui/table.tsx';
import { say } from '../../words/say.ts';
import { applicationsQuery } from './queries.ts';
import { words } from './words.ts';

/** All applications. */
export function ApplicationsPage() {
  const { data, error, refetch } = useQuery(applicationsQuery);
  return (
    <Page title={words.title} facts={data && say(words.count, { count: data.length })}>
      {error && <Failed what={words.failed} error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading what={words.loading} />}
      {data?.length === 0 && <Empty title={words.none}>{words.noneMore}</Empty>}
      {data && data.length > 0 && (
        <Table caption={words.title}>
          <tbody>
            {data.map(({ name, description, email }) => (
              <tr key={name}>
                <td>
                  <Link to="/applications/$application" params={{ application: name }}>
                    <b>{name}</b>
                  </Link>
                </td>
                <td className="text-2">{description as string}</td>
                <td className="text-3">{email as string}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Page>
  );
}
