package because.models.outside;

import because.core.BadInput;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * The options of a model behind an address.
 *
 * @param url where it is asked, {@code http} or {@code https}; without a user or a password, which would be kept with the run
 * @param authorization the name of the environment variable that holds the value of the header {@code Authorization}; empty for none. The value is kept nowhere
 * @param connections how many requests are under way at once, 1 to 1000
 * @param asking how it is asked
 */
public record RemoteOptions(String url, String authorization, int connections, Asking asking) {
    private static final int MOST_CONNECTIONS = 1000;

    /** Refuses addresses that are none, and names of variables that are none. */
    public RemoteOptions {
        if (!url.isEmpty()) {
            check(url);
        }
        if (!authorization.matches("[A-Za-z_][A-Za-z0-9_]*|")) {
            // The value is not shown: it may be the secret itself.
            throw new BadInput("authorization is not the name of an environment variable."
                    + "\nMaybe put the header's value into a variable, such as MODEL_TOKEN='Bearer …', and name that.");
        }
        if (connections < 1 || connections > MOST_CONNECTIONS) {
            throw BadInput.of("connections", connections, "1 to " + MOST_CONNECTIONS, "");
        }
    }

    private static void check(String url) {
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (uri.getUserInfo() != null) {
                throw new BadInput("the url holds a user or a password, which would be kept with the run."
                        + "\nMaybe use authorization: the name of an environment variable.");
            }
            if ((scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null) {
                return;
            }
        } catch (URISyntaxException notOne) {
            throw BadInput.of("url", url, "an address such as http://localhost:8080/score", "");
        }
        throw BadInput.of("url", url, "an address such as http://localhost:8080/score", "");
    }

    /** @return no address yet, four connections */
    public static RemoteOptions defaults() {
        return new RemoteOptions("", "", 4, Asking.defaults());
    }

    /**
     * @param url where it is asked
     * @return the same with it
     */
    public RemoteOptions withUrl(String url) {
        return new RemoteOptions(url, authorization, connections, asking);
    }

    /**
     * @param authorization the name of the environment variable that holds the header's value
     * @return the same with it
     */
    public RemoteOptions withAuthorization(String authorization) {
        return new RemoteOptions(url, authorization, connections, asking);
    }

    /**
     * @param connections how many requests are under way at once
     * @return the same with it
     */
    public RemoteOptions withConnections(int connections) {
        return new RemoteOptions(url, authorization, connections, asking);
    }

    /**
     * @param asking how it is asked
     * @return the same with it
     */
    public RemoteOptions withAsking(Asking asking) {
        return new RemoteOptions(url, authorization, connections, asking);
    }
}
