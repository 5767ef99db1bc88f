/** An extension for JUnit 5: what a test traces is validated after it. */
package org.scrutin.junit;
