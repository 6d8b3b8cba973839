export const words = {
  title: 'Applications',
  count: { one: '{count} application', other: '{count} applications' },
  failed: 'The applications could not be read',
  loading: 'Reading the applications',
  none: 'No applications yet',
  noneMore: 'An application groups pipelines and what they deploy. Ship the sample with: npx gennaker demo',
};
