// The address says which view is shown.

const views = { overview: document.getElementById('overview'), list: document.getElementById('list'), article: articleView };

function route() {
  if (location.hash && !location.hash.startsWith('#/')) return; // a place in the page
  const [path, query = ''] = location.hash.slice(1).split('?');
  const filters = new URLSearchParams(query);
  const number = /^\/article\/(\d+)$/.exec(path);
  const view = number ? 'article' : path === '/articles' ? 'list' : 'overview';
  const moved = views[view].hidden || (view === 'article' && shown !== Number(number[1]));
  for (const [name, element] of Object.entries(views)) element.hidden = name !== view;
  for (const link of document.querySelectorAll('[data-view]')) {
    if (link.dataset.view === view) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  light(null);
  document.title = 'Korean education news';
  if (view === 'list') showList(filters);
  if (moved && view !== 'overview') {
    document.getElementById('content').focus({ preventScroll: true });
  }
  if (moved || filters.has('page')) window.scrollTo(0, 0);
  if (view === 'article') showArticle(Number(number[1]), Number(filters.get('s')) || null);
}
window.addEventListener('hashchange', route);
document.addEventListener('click', (event) => { // the same place asked for again: the address does not change, and tells nobody
  if (event.target.closest?.('a')?.getAttribute('href') === location.hash) route();
});
document.querySelector('a[href="#failures"]')?.addEventListener('click', () => {
  document.getElementById('failures').open = true;
});
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  document.getElementById('content').focus();
});
route();
