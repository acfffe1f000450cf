// SPDX-License-Identifier: Apache-2.0
package org.cisterna.itest;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ops4j.pax.exam.Option;

/** Provisions Pax Exam with an exported product, and nothing that has to be resolved when the test runs. */
final class Exam {

    private Exam() {}

    /** The bundles of a product over a new data folder and a free port. */
    static Option[] product(String name) {
        return product(name, Product.newFolder(name), Product.configuration());
    }

    /** The same over a folder of the test's, with a configuration given by its address. */
    static Option[] product(String name, Path data, String configuration) {
        Product product = Product.named(name);
        List<Option> parts = new ArrayList<>();
        // Pax Exam's own bundles start at level 2 and log at once, so what makes the log work comes before them, in
        // order
        List<Product.Part> inOrder = product.parts().stream()
                .sorted(Comparator.comparingInt(Product.Part::level))
                .toList();
        for (Product.Part part : inOrder) {
            parts.add(bundle(part.file().toUri().toString())
                    .startLevel(part.level() < Product.LEVEL ? 1 : Product.LEVEL)
                    .start(!part.fragment()));
        }
        product.properties()
                .forEach((key, value) -> parts.add(frameworkProperty(key).value(value)));
        return options(
                systemProperty("cisterna.data").value(data.toString()),
                systemProperty("org.osgi.service.http.port").value(String.valueOf(freePort())),
                systemProperty("configurator.initial").value(configuration),
                systemProperty("pax.exam.invoker").value("junit"),
                frameworkStartLevel(100),
                composite(parts.toArray(Option[]::new)),
                link("org.apache.servicemix.bundles.junit"),
                link("org.apache.servicemix.bundles.hamcrest"),
                link("org.ops4j.pax.exam.invoker.junit"));
    }

    private static Option link(String name) {
        return bundle("link:classpath:META-INF/links/" + name + ".link");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }
}
