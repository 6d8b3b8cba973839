import { expect } from 'vitest';
import { lastSegment, type Row } from './row.ts';
import { application, get, refOf, task } from './subject.ts';

type Json = Record<string, unknown>;

/** Who is signed in, accounts, applications. */
export const applicationCalls: readonly Row[] = [
  {
    name: 'auth user (anonymous)',
    call: get('/auth/user'),
    status: 200,
    body: () => ({
      email: 'anonymous',
      username: 'anonymous',
      firstName: null,
      lastName: null,
      roles: [],
      allowedAccounts: [],
      authorities: [],
      accountNonExpired: true,
      accountNonLocked: true,
      credentialsNonExpired: true,
      enabled: true,
      isAdmin: false,
      canMintApiTokens: false,
    }),
  },
  {
    name: 'credentials expand',
    call: get('/credentials?expand=true'),
    status: 200,
    body: () => expect.any(Array),
  },
  {
    name: 'unknown account',
    call: get('/credentials/none'),
    status: 404,
    message: /none/,
    spinnaker: '200 with an empty body',
  },
  {
    name: 'application missing',
    call: get('/applications/none'),
    status: 404,
    message: 'Application not found (id: none)',
  },
  {
    name: 'create application task',
    call: task(application, 'Create Application: gateapp', {
      type: 'createApplication',
      application: {
        name: application,
        email: 'a@b.c',
        cloudProviders: 'kubernetes',
        instancePort: 80,
        repoType: 'github',
      },
      user: 'me',
    }),
    status: 200,
    body: () => refOf('tasks'),
    keep: ({ body }, seen) => (seen['create'] = lastSegment((body as Json)['ref'])),
  },
  {
    name: 'create application task has ended',
    call: ({ create }) => ({ path: `/tasks/${create}` }),
    status: 200,
    eventually: true,
    body: () => ({
      application,
      name: 'Create Application: gateapp',
      status: 'SUCCEEDED',
      variables: expect.arrayContaining([
        { key: 'notification.type', value: 'upsertapplication' },
        { key: 'application.name', value: application },
      ]) as unknown,
    }),
  },
  {
    name: 'create same application again',
    call: task(application, 'again', {
      type: 'createApplication',
      application: { name: application, email: 'a@b.c' },
      user: 'me',
    }),
    status: 200,
    body: () => refOf('tasks'),
    keep: ({ body }, seen) => (seen['again'] = lastSegment((body as Json)['ref'])),
  },
  {
    name: 'create same application again has ended',
    call: ({ again }) => ({ path: `/tasks/${again}` }),
    status: 200,
    eventually: true,
    body: () => ({ status: 'SUCCEEDED' }),
  },
  {
    name: 'create application bad name',
    call: task('Bad Name!', 'bad', {
      type: 'createApplication',
      application: { name: 'Bad Name!', email: 'nomail' },
      user: 'me',
    }),
    status: 200,
    body: () => refOf('tasks'),
    keep: ({ body }, seen) => (seen['badName'] = lastSegment((body as Json)['ref'])),
  },
  {
    name: 'create application bad name has ended',
    call: ({ badName }) => ({ path: `/tasks/${badName}` }),
    status: 200,
    eventually: true,
    body: () => ({ status: 'TERMINAL' }),
    spinnaker: 'the application is created',
  },
  {
    name: 'application',
    call: get('/applications/gateapp'),
    status: 200,
    body: () => ({
      name: application,
      attributes: {
        name: application,
        email: 'a@b.c',
        cloudProviders: 'kubernetes',
        instancePort: 80,
        repoType: 'github',
        createTs: expect.stringMatching(/^\d{13}$/) as string,
        updateTs: expect.stringMatching(/^\d{13}$/) as string,
      },
      clusters: {},
    }),
  },
  {
    name: 'application no expand',
    call: get('/applications/gateapp?expand=false'),
    status: 200,
    body: () => ({ name: application, attributes: { email: 'a@b.c' }, clusters: {} }),
  },
  {
    name: 'applications list',
    call: get('/applications'),
    status: 200,
    body: () => expect.arrayContaining([expect.objectContaining({ name: application, email: 'a@b.c' })]),
  },
];
