package because.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The company's own ids of something (people, kinds of event), numbered from 0. */
public final class IdMap {
    private final List<String> ids;
    private final Map<String, Integer> index;

    /**
     * @param ids in the order of their numbers; copied
     * @throws BadInput if two are the same
     */
    public IdMap(List<String> ids) {
        this.ids = List.copyOf(ids);
        this.index = HashMap.newHashMap(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            if (index.put(ids.get(i), i) != null) {
                throw new BadInput("the id '" + ids.get(i) + "' is there twice.");
            }
        }
    }

    /** @return how many ids there are */
    public int size() {
        return ids.size();
    }

    /**
     * @param index from 0 to size − 1
     * @return the id of that number
     */
    public String id(int index) {
        return ids.get(index);
    }

    /**
     * @param id an id
     * @return its number, or −1 if it is not known
     */
    public int index(String id) {
        return index.getOrDefault(id, -1);
    }

    /** @return all ids in the order of their numbers */
    public List<String> ids() {
        return ids;
    }
}
