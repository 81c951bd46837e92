// Tables that become cards on a phone. The roles are said, since a table that is laid out as blocks loses them.
import { html } from '../vendor/standalone.module.js';

/** A table; a head that is empty is read as "Actions". */
export const Table = ({ heads, of, children }) => html`<table class=${of} role="table">
  <thead role="rowgroup"><tr role="row">${heads.map(h => html`<th role="columnheader" scope="col">${h || html`<span class="unseen">Actions</span>`}</th>`)}</tr></thead>
  <tbody role="rowgroup">${children}</tbody></table>`;

export const Row = ({ children, ...rest }) => html`<tr role="row" ...${rest}>${children}</tr>`;

/** A cell; its label stands before it on a card. */
export const Cell = ({ of, label, children }) => html`<td role="cell" class=${of} data-label=${label}>${children}</td>`;
