/**
 * Files turned into {@link because.core.Dataset}s and {@link because.core.Split}s, and back. A {@link because.data.Mapping} says what the files hold, or is
 * found by looking at them; {@link because.data.Importer} reads them; {@link because.data.DataCheck} and {@link because.data.DataDescription} tell what is in
 * the result; {@link because.data.Filters} and {@link because.data.Splits} cut it; {@link because.data.Exporter} writes it.
 *
 * <p>Text files are read by our own byte reader, Parquet and SQL by DuckDB. DuckDB's CSV reader was measured first: it scans faster than anything, but 20
 * million rows of four columns took 37 s of processor time to reach Java as strings and 32 s with the ids numbered in SQL; the byte reader numbers ids without
 * making strings, and a whole import takes 12 s with it, sorting included. And DuckDB accepts NUL bytes and UTF-16 without a word, and refuses a whole file
 * over one line that ends in LF among lines that end in CRLF.
 */
@NullMarked
package because.data;

import org.jspecify.annotations.NullMarked;
