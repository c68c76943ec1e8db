package because.cli.vectors;

import because.explain.gradient.Differentiable;
import because.network.Program;
import java.util.function.ToDoubleFunction;

/** A number as a function of a program's only input. */
final class ProgramFunction implements Differentiable, ToDoubleFunction<double[]> {
    private final Program program;
    private final int input;
    private final int end;

    /**
     * @param program what computes it
     * @param input the step that is given
     * @param end the step of one number that is the value
     */
    ProgramFunction(Program program, int input, int end) {
        this.program = program;
        this.input = input;
        this.end = end;
    }

    @Override
    public int columns() {
        return 1;
    }

    @Override
    public double applyAsDouble(double[] x) {
        return program.run(x).value(end, 0, 0);
    }

    @Override
    public double[] values(double... x) {
        return new double[] {applyAsDouble(x)};
    }

    @Override
    public double[][] gradients(double... x) {
        return new double[][] {slopes(x, x)};
    }

    /** The slopes of the chord between two inputs: DeepLIFT's multipliers. */
    double[] slopes(double[] x, double[] reference) {
        Program.Run at = program.run(x);
        return program.back(at, java.util.Arrays.equals(x, reference) ? at : program.run(reference), end, 1)
                .values(input);
    }
}
