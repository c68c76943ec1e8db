package because.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Catalogues and id maps: from a company's ids to numbers and back. */
class CatalogTest {
    private static final Catalog CATALOG =
            new Catalog(List.of(new Item("a", "Alien", Map.of()), Item.of("b"), new Item("c", "Alien", Map.of())));

    @Test
    void numbers_items_in_their_order() {
        assertThat(CATALOG.size()).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat(CATALOG.index(CATALOG.item(i).id())).isEqualTo(i);
            assertThat(CATALOG.candidates().get(i)).isEqualTo(new Candidate.Known(i));
        }
        assertThat(CATALOG.items()).extracting(Item::id).containsExactly("a", "b", "c");
        assertThat(CATALOG.index("A")).isEqualTo(-1);
        assertThat(CATALOG.candidates()).isSameAs(CATALOG.candidates());
    }

    @Test
    void another_catalogue_is_read_with_what_is_known_here() {
        Catalog over = CATALOG.over(new Catalog(List.of(Item.of("new"), new Item("c", "Other", Map.of()))));
        assertThat(over.items()).extracting(Item::title).containsExactly("new", "Alien");
        assertThat(CATALOG.over(CATALOG).sameItems(CATALOG)).isTrue();
    }

    @Test
    void titles_every_kind_of_item() {
        assertThat(CATALOG.title(new Candidate.Known(0))).isEqualTo("Alien");
        assertThat(CATALOG.title(new Candidate.Known(1))).isEqualTo("b");
        assertThat(CATALOG.title(new Candidate.Described(new Item("x", "New", Map.of()))))
                .isEqualTo("New");
        assertThat(CATALOG.title(ItemRef.Hidden.HIDDEN)).isEqualTo("(hidden)");
    }

    @Test
    void refuses_ids_that_are_empty_or_there_twice() {
        assertThatThrownBy(() -> Item.of("")).isInstanceOf(BadInput.class).hasMessageContaining("\nMaybe ");
        assertThatThrownBy(() -> new Catalog(List.of(Item.of("x"), Item.of("y"), Item.of("x"))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("'x'");
        assertThatThrownBy(() -> new IdMap(List.of("x", "y", "y")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("'y'");
    }

    @Test
    void numbers_ids_in_their_order() {
        IdMap map = new IdMap(List.of("z", "", "a"));
        assertThat(map.size()).isEqualTo(3);
        assertThat(List.of(map.index("z"), map.index(""), map.index("a"), map.index("Z")))
                .containsExactly(0, 1, 2, -1);
        assertThat(map.id(2)).isEqualTo("a");
        assertThat(map.ids()).containsExactly("z", "", "a");
    }

    @Test
    void keeps_copies() {
        List<Item> items = new ArrayList<>(List.of(Item.of("a")));
        Catalog catalog = new Catalog(items);
        List<String> ids = new ArrayList<>(List.of("a"));
        IdMap map = new IdMap(ids);
        items.set(0, Item.of("b"));
        ids.set(0, "b");
        assertThat(catalog.item(0).id()).isEqualTo("a");
        assertThat(map.id(0)).isEqualTo("a");
        assertThatThrownBy(() -> catalog.items().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> catalog.candidates().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.ids().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
