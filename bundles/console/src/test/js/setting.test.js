// Settings, and what has been typed over them.
import { test, same } from './harness.js';
import { changesOf, textOf, unsaved } from '../../main/resources/io/reveille/console/ui/parts/setting.js';

const SETTINGS = [{ name: 'zone', type: 'TEXT', otherwise: '' }, { name: 'workers', type: 'WHOLE', otherwise: '4', value: '8' },
  { name: 'loud', type: 'FLAG', otherwise: 'false', value: 'true' }, { name: 'pin', type: 'SECRET', stored: true }];

test('a field begins with what is stored, not with the default', () => same(SETTINGS.map(textOf), ['', '8', 'true', '']));

test('only what is another than before is sent', () => {
  same(changesOf(SETTINGS, {}), {});
  same(changesOf(SETTINGS, { zone: 'UTC', workers: '8', loud: 'true' }), { zone: 'UTC' });
  same(changesOf(SETTINGS, { workers: ' 8 ' }), {}, 'blanks around it do not count');
});

test('an emptied field is the default', () => same(changesOf(SETTINGS, { workers: ' ', loud: '' }), { workers: '', loud: '' }));

test('a secret that nobody types stays', () => {
  same(changesOf(SETTINGS, { pin: '' }), {});
  same(changesOf(SETTINGS, { pin: '4711' }), { pin: '4711' });
});

test('what is typed for something that is no setting any more is not sent', () => same(changesOf(SETTINGS, { gone: 'x' }), {}));

test('what was saved is not to be saved again, and what was typed since is', () => {
  same(unsaved({ zone: 'UTC', workers: '9' }, { workers: '9' }), { zone: 'UTC' });
  same(unsaved({ workers: ' 9 ' }, { workers: '9' }), {}, 'blanks around it do not count');
  same(unsaved({ workers: '8' }, { workers: '9' }), { workers: '8' }, 'set back while it was saved');
  same(unsaved({ workers: '9' }, undefined), { workers: '9' });
});
