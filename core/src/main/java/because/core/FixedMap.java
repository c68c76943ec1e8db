package because.core;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A map that cannot change and keeps the order of the map that it was copied from. {@link Map#copyOf} forgets that order, so that what is written from it would
 * differ from run to run; like there, the copy of a copy is the copy itself.
 */
final class FixedMap<K, V> extends AbstractMap<K, V> {
    private final Map<K, V> map;

    private FixedMap(Map<K, V> map) {
        this.map = Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    static <K, V> Map<K, V> copyOf(Map<K, V> map) {
        return map instanceof FixedMap ? map : new FixedMap<>(map);
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        return map.entrySet();
    }

    @Override
    public @Nullable V get(@Nullable Object key) {
        return map.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return map.containsKey(key);
    }
}
