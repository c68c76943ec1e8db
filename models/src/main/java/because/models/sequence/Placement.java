package because.models.sequence;

import because.core.BadInput;
import because.core.Device;
import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Where libtorch's tensors are: on the processor, or on the first graphics card that libtorch sees. What makes tensors asks {@link #of} for them, and they are made where the thread was told
 * ({@link #get}) that it works.
 */
enum Placement {
    /** In the memory of the processor. */
    CPU(torch.DeviceType.CPU),
    /** In the memory of an NVIDIA card. */
    CUDA(torch.DeviceType.CUDA);

    /** A library that only the libtorch for graphics cards has. */
    private static final String NATIVE = "/org/bytedeco/pytorch/linux-x86_64-gpu/libtorch_cuda.so";

    private static final ScopedValue<Placement> HERE = ScopedValue.newInstance();

    private final torch.DeviceType type;

    Placement(torch.DeviceType type) {
        this.type = type;
    }

    /**
     * @param wanted what is asked for
     * @return where it is computed
     * @throws BadInput if a graphics card is asked for and libtorch sees none
     */
    static Placement of(Device wanted) {
        boolean seen = wanted != Device.CPU && torch.cuda_is_available();
        if (wanted == Device.GPU && !seen) {
            throw BadInput.of(
                    "training.device",
                    "gpu",
                    "cpu or auto, for libtorch sees no graphics card",
                    added()
                            ? "Maybe there is no NVIDIA card, or its driver, CUDA 13.1 or cuDNN 9 is missing; nvidia-smi says what is there."
                            : "Maybe run: ./because add gpu, which brings a libtorch for graphics cards.");
        }
        return seen ? CUDA : CPU;
    }

    /** Whether the libtorch is the one for graphics cards; on the processor it is another binary than the usual one. */
    private static boolean added() {
        return torch.class.getResource(NATIVE) != null;
    }

    /** What a model's provenance says of it after libtorch's version. */
    String said() {
        return this == CUDA ? " on a GPU" : added() ? " of the GPU build" : "";
    }

    /**
     * @param work makes tensors, and uses them
     * @param <T> what comes of it
     * @return what came of it, with all tensors here
     */
    <T> T get(Supplier<T> work) {
        return ScopedValue.where(HERE, this).call(work::get);
    }

    private static Tensor placed(Tensor tensor) {
        Placement here = HERE.isBound() ? HERE.get() : CPU;
        return here == CPU ? tensor : tensor.to(new org.bytedeco.pytorch.Device(here.type), tensor.scalar_type());
    }

    static Tensor of(float[] numbers, long... shape) {
        return placed(Tensor.create(numbers, shape));
    }

    static Tensor of(long[] numbers, long... shape) {
        return placed(Tensor.create(numbers, shape));
    }

    static Tensor of(boolean[] values, long... shape) {
        return placed(Tensor.create(values, shape));
    }

    /**
     * @param tensor of 32-bit numbers, anywhere
     * @return its numbers, row by row
     */
    static float[] numbers(Tensor tensor) {
        float[] numbers = new float[(int) tensor.numel()];
        new FloatPointer(tensor.detach().cpu().contiguous().data_ptr())
                .capacity(numbers.length)
                .get(numbers);
        return numbers;
    }

    /** @return into how many shards a batch is best cut: one card does a whole batch at a time */
    int shards(int usual) {
        return this == CPU ? usual : 1;
    }
}
