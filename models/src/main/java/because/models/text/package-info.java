/**
 * Texts as vectors: which encoder reads them, where its files are, and a store in which each text's vector is kept once it was computed. Encoders are run by the
 * module {@code encoders}, which is only there where somebody asked for it: its libraries and models are large.
 */
@NullMarked
package because.models.text;

import org.jspecify.annotations.NullMarked;
