/** The command line: each command is a thin shell over the library. */
@NullMarked
package because.cli;

import org.jspecify.annotations.NullMarked;
