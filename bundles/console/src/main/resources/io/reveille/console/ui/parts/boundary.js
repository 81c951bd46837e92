// The boundary around a screen: what fails inside is said in its place, and all around it stays usable.
import { html, Component } from '../vendor/standalone.module.js';
import { icon } from './icons.js';

/** `what` names what is inside; draw it with a key, so that another screen begins without the error of the one before. */
export class Boundary extends Component {
  componentDidCatch(error) {
    console.error(error);
    this.setState({ error });
  }

  render({ what, children }, { error }) {
    if (!error) return children;
    return html`<p class="refused" role="alert">${icon('failing')}<span>${what} has failed: ${String(error && error.message || error)}. <button
      type="button" class="link" onClick=${() => location.reload()}>Load the page anew</button></span></p>`;
  }
}
