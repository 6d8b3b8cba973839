const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** How the keys of this machine are written. */
export const paletteKey = isMac ? '⌘K' : 'Ctrl K';
export const confirmKey = isMac ? '⌘↵' : 'Ctrl ↵';
