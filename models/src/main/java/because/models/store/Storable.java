package because.models.store;

/** A recommender that can be saved. Its class also has a static {@code restore(StoredModel)} that makes it again, the same bit for bit. */
public interface Storable {

    /** @return all that the model consists of, without metrics */
    StoredModel store();
}
