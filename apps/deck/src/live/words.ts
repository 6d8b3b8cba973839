export const words = {
  live: 'Live',
  connecting: 'Connecting',
  paused: 'Paused while hidden',
  behind: 'Reconnecting since {time}',
  nextTry:
    'Next try in {seconds} s. Press to try now. What you see is what was true then; actions still work.',
  partly: 'Live without {services}',
};
