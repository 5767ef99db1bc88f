/** The code that calls TLC. It is loaded anew, with TLC, in each sandbox. */
package org.scrutin.modelcheck.engine;
