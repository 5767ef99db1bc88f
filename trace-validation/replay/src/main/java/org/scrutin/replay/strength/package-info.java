/** How much would a check notice? Conforming traces are damaged, and each damage is judged. */
package org.scrutin.replay.strength;
