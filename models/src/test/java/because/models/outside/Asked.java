package because.models.outside;

import because.core.Catalog;
import because.core.Dataset;
import because.core.Event;
import because.core.IdMap;
import because.core.Interactions;
import because.core.Trainer;
import com.sun.net.httpserver.HttpServer;
import java.util.List;
import java.util.Map;

/** What the tests of models outside share. */
final class Asked {
    static final Trainer.Run RUN = Trainer.Run.of(1);

    private Asked() {}

    /** Where a server listens. */
    static RemoteOptions at(HttpServer server) {
        return RemoteOptions.defaults()
                .withUrl("http://localhost:" + server.getAddress().getPort() + "/score");
    }

    /** Items that one person used once each. */
    static Dataset data(Catalog catalog) {
        int[] items = new int[catalog.size()];
        java.util.Arrays.setAll(items, i -> i);
        return new Dataset(
                "asked",
                new IdMap(List.of("somebody")),
                catalog,
                new IdMap(List.of(Event.ANY)),
                Interactions.sorted(1, new int[items.length], items, null, null, null),
                Map.of());
    }
}
