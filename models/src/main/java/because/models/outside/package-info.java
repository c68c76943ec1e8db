/**
 * Models that are not ours: behind an address ({@link because.models.outside.RemoteOptions}) or in a program of any language
 * ({@link because.models.outside.CommandOptions}). Both are asked in one protocol, which {@code docs/guide/models-of-your-own.md} describes.
 */
@NullMarked
package because.models.outside;

import org.jspecify.annotations.NullMarked;
