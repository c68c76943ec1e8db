/** How easily people can take in a reason: its length, what it names and how it reads. It says nothing about whether the reason is true. */
@NullMarked
package because.evaluate.understanding;

import org.jspecify.annotations.NullMarked;
