/**
 * Pictures of traces, and the page that says what was shown and what not.
 *
 * <p>{@link org.scrutin.render.LamportDiagram} reads a trace in the documented format and draws it;
 * {@link org.scrutin.render.CertificatePage} and {@link org.scrutin.render.JsonText} write a {@link
 * org.scrutin.render.Certificate}. Equal input gives equal bytes: nothing here looks at the clock,
 * and nothing in the output points outside of it.
 */
package org.scrutin.render;
