// The password of the console: changed by who knows the old one. The browser asks for the new one with the next request.
import { html, useState } from '../vendor/standalone.module.js';
import { change } from './store.js';
import { Act } from './ui.js';
import { Field, focusField } from './field.js';
import { say } from './dialog.js';

export function Password() {
  const [old, setOld] = useState(''), [next, setNext] = useState(''), [again, setAgain] = useState('');
  const [refused, refuse] = useState();
  const of = property => refused && (refused.property || 'new') === property ? refused.message : undefined;
  const fail = error => {
    refuse(error);
    focusField('password.' + (error.property || 'new'));
  };
  const attempt = () => {
    if (next !== again) return Promise.resolve(fail({ property: 'again', message: 'This is another one than the new password.' }));
    return change('api/password', { old, new: next }).then(d => {
      refuse(undefined);
      setOld('');
      setNext('');
      setAgain('');
      say(d.done);
    }, fail);
  };
  return html`<section class="card"><h2>Password</h2><form novalidate onSubmit=${e => e.preventDefault()}>
    <${Field} property="password.old" label="Old password" type="password" autocomplete="current-password" value=${old} set=${setOld} wrong=${of('old')}/>
    <${Field} property="password.new" label="New password" type="password" autocomplete="new-password" value=${next} set=${setNext}
      hint="at least 12 characters of ASCII" wrong=${of('new')}/>
    <${Field} property="password.again" label="New password again" type="password" autocomplete="new-password" value=${again} set=${setAgain} wrong=${of('again')}/>
    <p class="buttons"><${Act} act=${attempt}>Change it<//></p></form></section>`;
}
