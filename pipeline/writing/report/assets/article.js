// One article: English beside Korean, sentence by sentence.

const articleView = document.getElementById('article');
const told = document.getElementById('told');
let shown = null;

function toSentence(number, place) {
  return make('a', { class: 'cite', href: `#/article/${number}?s=${place + 1}`, 'aria-label': `Sentence ${place + 1}` }, String(place + 1));
}

function noted(number, place, [kind, severity, message]) {
  return make('li', { class: severity }, toSentence(number, place),
    make('b', {}, findingName(kind)), make('span', { class: 'severity' }, severity), make('span', { dir: 'auto' }, message));
}

function isTranslated(data) {
  return data.english.some(Boolean);
}

function row(number, data, block, place) {
  const own = data.segments.map(([of], n) => (of === place ? n : -1)).filter((n) => n >= 0);
  const translated = own.filter((n) => data.english[n]);
  const title = block.kind === 'headline' && place === data.blocks.findIndex((one) => one.kind === 'headline');
  const english = translated.flatMap((n) => [sentence(n, 'en', data.english[n].text, data.english[n], data.facts[n]), ' ']);
  const korean = own.length ? own.map((n) => sentence(n, 'ko', data.segments[n][1], data.english[n], data.facts[n])) : [block.text];
  const notes = translated.flatMap((n) => data.english[n].findings.map((finding) => noted(number, n, finding)));
  if (!isTranslated(data)) return make('div', { class: `row alone ${block.kind}` }, make(title ? 'h1' : 'p', { class: 'ko', lang: 'ko', dir: 'auto' }, korean));
  return make('div', { class: `row ${block.kind}` },
    make(title && translated.length ? 'h1' : 'p', { class: 'en', lang: 'en', dir: 'auto' },
      translated.length ? english : make('span', { class: 'untold' }, `${block.kind}, not translated`)),
    make('p', { class: 'ko', lang: 'ko', dir: 'auto' }, korean),
    notes.length ? make('ul', { class: 'notes' }, notes) : null);
}

function brief(number, data) {
  const lines = data.summary.map(([text, cites]) => make('p', { lang: data.language, dir: 'auto' }, text, ' ',
    make('span', { class: 'cites' }, cites.map((place) => toSentence(number, place)))));
  const themes = (data.themes ?? []).map(([id, score, evidence]) => make('li', {},
    tag(themeName(id), toList({ theme: id })), make('span', { class: 'share' }, `${Math.round(100 * score)} %`),
    make('span', { class: 'cites' }, evidence.map((place) => toSentence(number, place)))));
  if (!lines.length && data.themes === null) return '';
  return make('section', { class: 'card briefing', 'aria-label': 'Summary and themes' },
    lines.length ? make('div', {}, make('h2', {}, data.language === 'ko' ? 'Summary (Korean)' : 'Summary'), ...lines) : null,
    data.themes === null ? null : make('div', {}, make('h2', {}, 'Themes'), themes.length ? make('ul', { class: 'themes' }, themes) : make('p', {}, 'None with enough certainty.')));
}

function around(number) {
  const place = lastFound.indexOf(number);
  const to = (other, text) => (other === undefined ? null : make('a', { href: `#/article/${other}` }, text));
  return make('nav', { class: 'around', 'aria-label': 'Neighbouring articles' },
    make('a', { href: lastList }, '← All articles'), to(lastFound[place - 1], 'Previous'), place >= 0 ? to(lastFound[place + 1], 'Next') : null);
}

function released(data) {
  const pairs = data.release.flatMap(([label, text]) => [make('dt', {}, label), make('dd', { lang: 'ko', dir: 'auto' }, text.replace(/(?<=\d)T(?=\d)/, ' '))]);
  return pairs.length ? make('section', { class: 'card release', 'aria-label': 'Press release' }, make('h2', {}, 'Press release'), make('dl', { class: 'pairs' }, pairs)) : '';
}

function ofTheWhole(data) {
  const notes = data.findings.map(([kind, severity, message]) => make('li', { class: severity },
    make('b', {}, findingName(kind)), make('span', { class: 'severity' }, severity), make('span', { dir: 'auto' }, message)));
  return notes.length ? make('ul', { class: 'notes', 'aria-label': 'Of the article as a whole' }, notes) : '';
}

function legend(data) {
  if (!isTranslated(data)) return make('p', { class: 'legend' }, 'Not translated: the Korean alone, with what was recognized in it.');
  const kinds = [['number', 'numbers'], ['date', 'dates, times'], ['name', 'names'], ['term', 'terms']];
  return make('p', { class: 'legend' }, 'Marked in one colour on both sides: ',
    ...kinds.flatMap(([group, text]) => [make('mark', { class: `fact ${group}` }, text), ' ']),
    make('mark', { class: 'fact number alone' }, 'in the Korean, not recognized in the English'), ' ',
    make('span', { class: 's unsure' }, 'the model was unsure'), ' ', make('mark', { class: 'flag major' }, 'something to check'));
}

function showArticle(number, place) {
  const entry = articles[number];
  if (!entry) {
    articleView.replaceChildren(make('h1', {}, 'There is no such article'), make('p', {}, make('a', { href: '#/articles' }, 'All articles')));
    return;
  }
  if (shown !== number) {
    const data = whole(number);
    const meta = [entry.day, entry.office, entry.region, entry.id].filter(Boolean).join(' · ');
    const head = data.blocks.findIndex((block) => block.kind === 'headline');
    const rows = data.blocks.map((block, at) => row(number, data, block, at));
    const first = head === 0 ? [rows.shift()] : [make('h1', { dir: 'auto' }, entry.english || entry.korean || entry.id)];
    if (head > 0) rows[head].querySelector('h1')?.replaceWith(make('p', { class: isTranslated(data) ? 'en' : 'ko' }, ...rows[head].querySelector('h1').childNodes));
    const safe = /^https?:\/\//i.test(data.url ?? '');
    articleView.replaceChildren(around(number), make('p', { class: 'meta' }, meta, ' ',
      safe ? make('a', { href: data.url, rel: 'noreferrer' }, 'original') : null),
    others(number) ?? '', ...first, ofTheWhole(data), brief(number, data), released(data), legend(data),
    isTranslated(data) ? make('div', { class: 'sides', 'aria-hidden': 'true' }, make('span', {}, 'English'), make('span', {}, 'Korean')) : '', ...rows);
    shown = number;
  }
  document.title = entry.english || entry.korean || entry.id;
  const target = place ? document.getElementById(`en-${place - 1}`) ?? document.getElementById(`ko-${place - 1}`) : null;
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: 'center' });
}

function light(number) {
  for (const one of articleView.querySelectorAll('.lit')) one.classList.remove('lit');
  told.hidden = number === null;
  if (number === null) return;
  for (const one of articleView.querySelectorAll(`[data-n="${number}"]`)) one.classList.add('lit');
  const english = whole(shown).english[number];
  told.textContent = english
    ? `Sentence ${Number(number) + 1}: written by ${origin(english)}, score ${english.score.toFixed(2)}, ${english.attempts} attempt${english.attempts === 1 ? '' : 's'}`
    : `Sentence ${Number(number) + 1}: not translated`;
}

function lightFact(fact) {
  for (const one of articleView.querySelectorAll('.lit-fact')) one.classList.remove('lit-fact');
  if (fact) for (const one of articleView.querySelectorAll(`[data-fact="${fact}"]`)) one.classList.add('lit-fact');
}

function pointed(event) {
  light(event.target.closest?.('[data-n]')?.dataset.n ?? null);
  lightFact(event.target.closest?.('[data-fact]')?.dataset.fact ?? null);
}
articleView.addEventListener('pointerover', pointed);
articleView.addEventListener('focusin', pointed);
articleView.addEventListener('pointerleave', () => light(document.activeElement?.dataset?.n ?? null));
articleView.addEventListener('focusout', () => light(null));
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') light(null);
});
