package because.models.baseline;

import because.models.Memory;
import java.io.IOException;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** The inverse of a symmetric positive definite matrix, by libtorch's Cholesky decomposition in double precision. */
final class Inverse {
    private Inverse() {}

    /**
     * Replaces a matrix by its inverse. It runs on one thread, so that its bits do not depend on how many there are.
     *
     * @param matrix symmetric positive definite, row by row
     * @param n how many rows and columns it has
     */
    static void replace(double[] matrix, int n) {
        if (n == 0) {
            return;
        }
        torch.set_num_threads(1);
        openblas_nolapack.blas_set_num_threads(1);
        try (PointerScope _ = new PointerScope();
                Tensor triangle = triangle(matrix, n);
                Tensor inverse = torch.cholesky_inverse(triangle);
                Tensor rows = inverse.contiguous()) {
            new DoublePointer(rows.data_ptr()).get(matrix);
        }
    }

    /** Frees what it copies, so that only two matrices of this size are ever there at the same time. */
    private static Tensor triangle(double[] matrix, int n) {
        try (DoublePointer values = new DoublePointer(matrix);
                Tensor given = torch.from_blob(values, new long[] {n, n}, new TensorOptions(torch.ScalarType.Double))) {
            return torch.linalg_cholesky(given);
        }
    }

    /** @return the version of the library that does the work */
    static String library() {
        try {
            return Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException unpackaged) {
            return "unknown";
        }
    }

    /**
     * Refuses a matrix that would not fit, before hours are spent on it.
     *
     * @param heap how many bytes of Java's memory are needed
     * @param n the size of the matrix that is to be inverted
     * @param what what it is for, such as "ease for 90000 items"
     * @param limit how many bytes the whole process may take
     */
    static void checkMemory(double heap, int n, String what, long limit) {
        Memory.check(what, heap, 2.0 * Double.BYTES * n * n, limit, "keep fewer items by a filter such as k-core");
    }
}
