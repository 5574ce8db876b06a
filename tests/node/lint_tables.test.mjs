// What `guichet lint` says of tables that no longer hold, and of lists with holes: the page works on, and says so at the field.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

const command = process.env.GUICHET_COMMAND ?? 'build/native/guichet';
const skip = !existsSync(command) && `${command} is not built`;
const folder = mkdtempSync(path.join(tmpdir(), 'guichet-lint-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const lint = (text, today) => {
  const file = path.join(folder, 'naf.txt');
  writeFileSync(file, text);
  const { status, stdout } = spawnSync(command, ['lint', '--today', today, file], { encoding: 'utf8' });
  return { status, told: stdout };
};
const naf = '#naf;NAF rév. 2;2008-01-01;2026-12-31\n4520A\tEntretien\n7120A\tContrôle technique\n';

test('a table of codes that holds is told by its number of codes alone', { skip }, () => {
  const { status, told } = lint(naf, '2026-12-31');
  assert.equal(status, 0);
  assert.match(told, /^\S+naf\.txt : 2\scodes\.\n$/u);
});

test('a table of codes that does not reach today is named, with its last day', { skip }, () => {
  const { status, told } = lint(naf, '2027-01-01');
  assert.equal(status, 0, 'the page works on');
  assert.match(told, /\[table-perimee\] La liste « NAF rév\. 2 » n’est connue que jusqu’au 31\/12\/2026/);
});

test('a hole and a code that stands twice are each named by their line', { skip }, () => {
  const { status, told } = lint(`${naf}7112B\t\n4520A\tEncore\n`, '2026-11-21');
  assert.equal(status, 0);
  assert.match(told, /naf\.txt \/4\n {2}attention \[vide\]/);
  assert.match(told, /naf\.txt \/5\n {2}attention \[doublon\] Le code « 4520A »/);
  assert.match(told, / : 2\scodes\.\n$/u);
});
