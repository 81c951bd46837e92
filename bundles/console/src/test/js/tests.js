// The page of tests: runs all of them and says "N passed, M failed" in the title and in #result. The folder src of this bundle
// has to be the root of the server, or above it, since the tests import what they test by relative paths.
import { outcome } from './harness.js';
import './words.test.js';
import './route.test.js';
import './merge.test.js';
import './filter.test.js';
import './window.test.js';
import './caret.test.js';
import './definition.test.js';
import './lanes.test.js';
import './chunks.test.js';
import './net.test.js';
import './beat.test.js';
import './setting.test.js';

const results = await outcome();
const failed = results.filter(r => r.error);
const said = `${results.length - failed.length} passed, ${failed.length} failed`;
document.getElementById('failures').textContent = failed.map(r => r.name + '\n  ' + r.error.stack).join('\n');
document.getElementById('result').textContent = said;
document.title = said;
