/* Before anything is painted, so that a page never flashes in the other theme. */
const theme = localStorage.getItem('deck.theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
