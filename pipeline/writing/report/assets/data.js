'use strict';
// The list is taken apart at once, the articles a chunk at a time when one of them is asked for.

const index = JSON.parse(document.getElementById('index').textContent);
const articles = index.articles.map(([id, korean, english, day, office, region, themes, findings, brief, sentences, embargo], number) =>
  ({ number, id, korean, english, day, office, region, themes, findings, brief, sentences, embargo }));
const alike = new Map(index.alike.flatMap((group) => group.map((number) => [number, group])));
const opened = new Map();
const TRANSLATION = ['text', 'score', 'attempts', 'origin', 'findings'];

function chunk(place) {
  const some = JSON.parse(document.getElementById(`chunk-${place}`).textContent);
  for (const one of some) {
    one.english = one.english.map((sentence) => sentence && Object.fromEntries(TRANSLATION.map((name, at) => [name, sentence[at]])));
    one.blocks.forEach((block, at) => { // its sentences are its text
      block.text ??= one.segments.map(([of, text]) => (of === at ? text : '')).join('');
    });
  }
  return some;
}

function whole(number) {
  const place = Math.floor(number / index.chunk);
  if (!opened.has(place)) opened.set(place, chunk(place));
  return opened.get(place)[number % index.chunk];
}

// An element with attributes and children; text becomes text, never markup.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((one) => one !== null && one !== undefined && one !== ''));
  return element;
}

// The articles that say what this one says, each a link; nothing where there are none.
function others(number) {
  const group = (alike.get(number) ?? []).filter((other) => other !== number);
  const links = group.flatMap((other, place) => [place ? ', ' : '', make('a', { href: `#/article/${other}` }, articles[other].id)]);
  return group.length ? make('p', { class: 'meta' }, 'Near-identical: ', links) : null;
}

function themeName(id) {
  return index.themes[id] ?? id;
}

function findingName(kind) {
  return index.findings[kind] ?? kind;
}

function toList(filters) {
  return `#/articles?${new URLSearchParams(filters)}`;
}
