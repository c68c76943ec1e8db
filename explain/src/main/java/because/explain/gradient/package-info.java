/** Methods that look into a network: gradients, DeepLIFT and attention. They need a recommender with a view {@link because.network.NetworkBacked}. */
@NullMarked
package because.explain.gradient;

import org.jspecify.annotations.NullMarked;
