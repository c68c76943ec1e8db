package because.models.outside;

import because.testkit.PlantedWorld;
import because.testkit.ServedModel;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

/** A program that answers for a planted world. */
final class PlantedProgram {
    private PlantedProgram() {}

    /** @param args the number of the world among all */
    public static void main(String[] args) throws IOException {
        PlantedWorld world = PlantedWorld.all(3).get(Integer.parseInt(args[0]));
        new ServedModel(world).lines(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    }

    /** How it is started. */
    static String command(int world) {
        return "'" + ProcessHandle.current().info().command().orElse("java") + "' -XX:TieredStopAtLevel=1 -cp '"
                + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")) + "' "
                + PlantedProgram.class.getName() + " " + world;
    }
}
