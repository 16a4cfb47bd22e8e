// The list of articles: the form says what is asked, the address keeps it, so that a view can be sent or gone back to.

const PAGE = 50;
const filterForm = document.getElementById('filters');
const FILTERS = ['q', 'theme', 'office', 'region', 'finding', 'copies', 'from', 'to', 'sort'];
let lastFound = articles.map((one) => one.number);
let lastList = '#/articles';

function tag(text, link, kind = '') {
  return make('a', { class: `tag ${kind}`, href: link }, text);
}

function listed(entry) {
  const title = entry.english || entry.korean || entry.id;
  const embargo = entry.embargo ? `embargo until ${entry.embargo.replace('T', ' ')}` : null;
  const meta = [entry.day, entry.office, entry.region, embargo].filter(Boolean).join(' · ');
  const tags = [
    ...entry.themes.map((theme) => tag(themeName(theme), toList({ theme }))),
    ...Object.entries(entry.findings).map(([kind, count]) => tag(`${findingName(kind)} ${count}`, toList({ finding: kind }), 'flagged')),
  ];
  return make('li', { class: 'card' },
    make('h2', { dir: 'auto' }, make('a', { href: `#/article/${entry.number}` }, title)),
    entry.english && entry.korean ? make('p', { class: 'korean', lang: 'ko', dir: 'auto' }, entry.korean) : null,
    meta ? make('p', { class: 'meta' }, meta) : null,
    entry.brief ? make('p', { class: 'brief', dir: 'auto' }, entry.brief) : null,
    others(entry.number),
    tags.length ? make('p', { class: 'tags' }, tags) : null);
}

function pageLinks(filters, page, pages) {
  const to = (number, text, label) => {
    const target = new URLSearchParams(filters);
    target.set('page', number);
    return make('a', { href: `#/articles?${target}`, 'aria-label': label, 'aria-current': number === page ? 'page' : null }, text);
  };
  const shown = [...new Set([1, page - 1, page, page + 1, pages])].filter((one) => one >= 1 && one <= pages);
  return pages < 2 ? [] : [
    page > 1 ? to(page - 1, '← Previous') : null,
    ...shown.map((one) => to(one, String(one), `Page ${one} of ${pages}`)),
    page < pages ? to(page + 1, 'Next →') : null,
  ].filter(Boolean);
}

function showList(filters) {
  for (const name of FILTERS) {
    const field = filterForm.elements[name];
    if (field.value !== (filters.get(name) ?? '')) field.value = filters.get(name) ?? '';
  }
  const fitting = search(filters);
  const found = filters.get('copies') === 'all' ? fitting : withoutCopies(fitting);
  const copies = found.length < fitting.length
    ? ` and ${(fitting.length - found.length).toLocaleString('en')} near-identical, listed with theirs` : '';
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const page = Math.min(pages, Math.max(1, Number(filters.get('page')) || 1));
  const first = (page - 1) * PAGE;
  lastFound = found.map((one) => one.number);
  lastList = `#/articles?${filters}`;
  document.getElementById('found').replaceChildren(...found.slice(first, first + PAGE).map(listed));
  document.getElementById('pages').replaceChildren(...pageLinks(filters, page, pages));
  const range = pages > 1 ? `, shown: ${first + 1} to ${Math.min(found.length, first + PAGE)}` : '';
  document.getElementById('count').textContent = found.length
    ? `${found.length.toLocaleString('en')} of ${articles.length.toLocaleString('en')} articles${copies}${range}`
    : 'No article fits. Clear a filter, or search for fewer words.';
}

function asked() {
  const filters = new URLSearchParams();
  for (const name of FILTERS) {
    if (filterForm.elements[name].value.trim()) filters.set(name, filterForm.elements[name].value);
  }
  return filters;
}

let waiting = 0;
function refilter() {
  const filters = asked();
  history.replaceState(null, '', `#/articles?${filters}`);
  showList(filters);
}
filterForm.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(refilter, 120);
});
filterForm.addEventListener('submit', (event) => {
  event.preventDefault();
  refilter();
});
filterForm.addEventListener('reset', () => setTimeout(refilter));
