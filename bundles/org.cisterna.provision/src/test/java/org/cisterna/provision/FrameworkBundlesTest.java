// SPDX-License-Identifier: Apache-2.0
package org.cisterna.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.cisterna.testkit.VirtualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** In a real framework. */
class FrameworkBundlesTest {

    private final VirtualTime time = VirtualTime.create(11);

    @TempDir
    private Path folder;

    private Framework framework;
    private FrameworkBundles bundles;

    @BeforeEach
    void start() throws Exception {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        "org.osgi.framework.storage",
                        folder.resolve("cache").toString(),
                        "org.osgi.framework.bsnversion",
                        "multiple")); // as in the product
        framework.start();
        bundles = new FrameworkBundles(framework.getBundleContext(), time.threads(), time.house());
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(0);
    }

    private Bundle shipped(Map<String, String> headers) throws Exception {
        Bundle bundle = framework
                .getBundleContext()
                .installBundle("shipped", new ByteArrayInputStream(DriverJars.jar(headers, "shipped")));
        bundle.start();
        return bundle;
    }

    private Path found(String symbolicName) throws Exception {
        return Files.write(folder.resolve("found.jar"), DriverJars.jar(DriverJars.driver(symbolicName), "found"));
    }

    private static Map<String, String> part(String symbolicName) {
        Map<String, String> headers = new TreeMap<>(DriverJars.driver(symbolicName));
        headers.put("Provide-Capability", "osgi.service;objectClass:List<String>=\"org.cisterna.therapy.People\"");
        return headers;
    }

    @Test
    void aShippedBundleThatIsNoDriverIsNeverReplaced() throws Exception {
        Bundle people = shipped(part("org.cisterna.therapy.people"));
        Path jar = found("org.cisterna.therapy.people");

        assertThat(bundles.taken("org.cisterna.therapy.people").orElse("")).contains("a part of the platform");
        assertThatThrownBy(() -> bundles.run(jar, "org.cisterna.therapy.people"))
                .isInstanceOf(Bundles.BundleFailure.class)
                .hasMessageContaining("only a shipped driver can be replaced");

        assertThat(people.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(framework.getBundleContext().getBundles()).hasSize(2);
    }

    @Test
    void theFrameworkItselfIsNeverReplaced() throws Exception {
        String name = framework.getSymbolicName();
        Path jar = found(name);
        assertThat(bundles.taken(name)).isPresent();
        assertThatThrownBy(() -> bundles.run(jar, name)).isInstanceOf(Bundles.BundleFailure.class);
        assertThat(framework.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(framework.getBundleContext().getBundles()).hasSize(1);
    }

    @Test
    void aShippedDriverIsReplacedAndRunsAgainWhenTheJarIsTakenOut() throws Exception {
        Bundle driver = shipped(DriverJars.driver("org.example.driver"));
        Path jar = found("org.example.driver");

        assertThat(bundles.taken("org.example.driver")).isEmpty();
        time.run(() -> {
            assertThat(bundles.run(jar, "org.example.driver")).contains("it replaces the shipped org.example.driver");
            assertThat(driver.getState()).isEqualTo(Bundle.RESOLVED);

            bundles.remove("org.example.driver");
            assertThat(driver.getState()).isEqualTo(Bundle.ACTIVE);
        });
    }
}
