package because.models.outside;

import static org.assertj.core.api.Assertions.assertThat;

import because.core.Recommender;
import because.testkit.PlantedWorld;
import because.testkit.RecommenderContract;
import because.testkit.RecommenderContractTest;
import because.testkit.ServedModel;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Models behind an address and in a program keep the contract as they do themselves. */
class RemoteContractTest {
    static Stream<PlantedWorld> worlds() {
        return PlantedWorld.all(3).stream();
    }

    @ParameterizedTest
    @MethodSource("worlds")
    void a_model_behind_an_address_keeps_the_contract(PlantedWorld world) throws IOException {
        HttpServer server = new ServedModel(world).http(0);
        try (Outside model = new RemoteTrainer(Asked.at(server)).train(Asked.data(world.catalog()), Asked.RUN)) {
            assertThat(model.capabilities()).isEqualTo(world.capabilities());
            assertThat(RecommenderContract.check(model)).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    /** A program of its own. */
    static class CommandContractTest extends RecommenderContractTest {
        @Override
        protected Recommender recommender() {
            CommandOptions options = CommandOptions.defaults()
                    .withCommand(PlantedProgram.command(5))
                    .withProcesses(2);
            return new CommandTrainer(options, Path.of(""))
                    .train(Asked.data(PlantedWorld.all(3).get(5).catalog()), Asked.RUN);
        }
    }
}
