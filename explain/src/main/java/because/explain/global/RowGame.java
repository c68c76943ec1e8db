package because.explain.global;

import because.core.Coalitions;
import because.core.Game;
import java.util.ArrayList;
import java.util.List;

/** What a row's target would be if only some features were its own: those that are absent are other rows', and it is the mean over some of them. */
record RowGame(Sample sample, List<Integer> variables, Donors donors, int row) implements Game {
    @Override
    public int players() {
        return variables.size();
    }

    @Override
    public int columns() {
        return 1;
    }

    @Override
    public void values(Coalitions coalitions, double[][] out) {
        List<Version> versions = new ArrayList<>();
        int[] ends = new int[coalitions.size()];
        for (int c = 0; c < coalitions.size(); c++) {
            List<Integer> absent = new ArrayList<>();
            for (int player = 0; player < players(); player++) {
                if (!coalitions.contains(c, player)) {
                    absent.add(variables.get(player));
                }
            }
            if (absent.isEmpty()) {
                versions.add(new Version.AsIs(row));
            } else {
                for (int draw = 0; draw < donors.draws(); draw++) {
                    versions.add(new Version.Mixed(row, absent, donors.donor(row, draw)));
                }
            }
            ends[c] = versions.size();
        }
        double[] predictions = sample.predict(versions);
        for (int c = 0; c < coalitions.size(); c++) {
            int from = c == 0 ? 0 : ends[c - 1];
            double sum = 0;
            for (int i = from; i < ends[c]; i++) {
                sum += predictions[i];
            }
            out[c][0] = sum / (ends[c] - from);
        }
    }
}
