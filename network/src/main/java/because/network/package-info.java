/**
 * Neural networks as data: a {@link because.network.Network} is a short list of typed operations with named weights. libtorch trains it; everything after
 * training reads the same list. {@link because.network.FloatEngine} runs it without libtorch.
 */
@NullMarked
package because.network;

import org.jspecify.annotations.NullMarked;
