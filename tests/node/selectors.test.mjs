// What the build does to selectors (tools/selectors.mjs): the same rules, named by what they are about.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sortable } from '../../tools/selectors.mjs';

test('lists of classes or of elements are written out at the end of a selector', () => {
  assert.equal(sortable(':is(.a,.b):hover{x:1}'), '.a:hover,.b:hover{x:1}');
  assert.equal(sortable('.p>:is(.a, .b)::before,h1{x:1}'), '.p>.a::before,.p>.b::before,h1{x:1}');
  assert.equal(sortable('.p :is(li,td){x:1}'), '.p li,.p td{x:1}');
  assert.equal(sortable(':is(.a,.b)+:is(.c,.d){x:1}'), ':is(.a,.b)+.c,:is(.a,.b)+.d{x:1}');
  assert.equal(sortable('@layer l{@media (min-width:1px){:is(.a,.b):has(>.c,.d){x:1}}}'), '@layer l{@media (min-width:1px){.a:has(>.c,.d),.b:has(>.c,.d){x:1}}}');
});

test('what would weigh differently, or is sorted already, stays', () => {
  for (const css of [':is(.a,.b:not(.c)){x:1}', ':is(.a,p){x:1}', '.p:is(.a,.b){x:1}', ':is(.a,.b).c{x:1}', ':is(.a,.b) .c{x:1}', ':not(.a,.b){x:1}']) {
    assert.equal(sortable(css), css);
  }
});

test('texts and addresses are left as they are', () => {
  const css = '.a{content:":is(.a,.b){";background:url("data:image/svg+xml;{:is(.a,.b)}")}@font-face{src:url(a.ttf)}@keyframes k{0%{x:1}to{x:2}}';
  assert.equal(sortable(css), css);
});
