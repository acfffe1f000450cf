// SPDX-License-Identifier: Apache-2.0
package org.cisterna.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriverManifestTest {

    private static String problem(Map<String, String> headers) throws IOException {
        return JarExamination.of(DriverJars.jar(headers, "content")).problem();
    }

    @Test
    void aBundleThatDeclaresTheServiceOfADriverIsOne() throws IOException {
        assertThat(problem(DriverJars.driver("org.example.driver"))).isEmpty();
        assertThat(problem(DriverJars.driver(
                        "org.cisterna.driver.other",
                        "Export-Package",
                        "org.cisterna.driver.other.tables;version=\"1.0.0\",com.vendor;uses:=\"org.cisterna.pump\"")))
                .isEmpty();
        assertThat(problem(DriverJars.driver(
                        "org.example.driver",
                        "Provide-Capability",
                        "osgi.ee;osgi.ee=\"x,y\", osgi.service;objectClass:List<String>=\"org.cisterna.pump.wire."
                                + "LinkProvider,org.cisterna.pump.spi.PumpDriver\"")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "osgi.service;objectClass:List<String>=\"org.cisterna.therapy.People\"",
                "osgi.service;objectClass:List<String>=\"org.cisterna.pump.spi.PumpDriverOfAnother\"",
                "other.space;objectClass:List<String>=\"org.cisterna.pump.spi.PumpDriver\"",
                "osgi.service;uses:=\"org.cisterna.pump.spi.PumpDriver\""
            })
    void aBundleThatDoesNotDeclareTheServiceOfADriverIsRefused(String provided) throws IOException {
        assertThat(problem(DriverJars.driver("org.example.driver", "Provide-Capability", provided)))
                .contains("it is no driver")
                .contains("org.cisterna.pump.spi.PumpDriver");
        Map<String, String> silent = DriverJars.driver("org.example.driver");
        silent.remove("Provide-Capability");
        assertThat(problem(silent)).contains("it is no driver");
    }

    @Test
    void aDriverThatOffersAServiceOfThePlatformBesideIsRefused() throws IOException {
        assertThat(problem(DriverJars.driver(
                        "org.example.driver",
                        "Provide-Capability",
                        DriverJars.PROVIDES
                                + ",osgi.service;objectClass:List<String>=\"org.cisterna.therapy.People\"")))
                .contains("it offers the service org.cisterna.therapy.People");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.cisterna.quantity;version=\"9.0.0\"",
                "com.vendor,org.cisterna.pump;org.cisterna.pump.spi;version=\"1.0.0\"",
                "com.vendor;note=\"a,b\",org.cisterna.therapy",
                "org.osgi.framework;version=\"1.10\""
            })
    void aDriverThatExportsAPackageOfThePlatformIsRefused(String exported) throws IOException {
        assertThat(problem(DriverJars.driver("org.example.driver", "Export-Package", exported)))
                .contains("it exports the package org.")
                .contains("which is the platform's");
    }

    @ParameterizedTest
    @CsvSource({"Fragment-Host,org.cisterna.pump.host,fragment", "Bundle-SymbolicName,system.bundle,SymbolicName"})
    void aFragmentAndTheFrameworksOwnNameAreRefused(String header, String value, String word) throws IOException {
        assertThat(problem(DriverJars.driver("org.example.driver", header, value)))
                .contains(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "..", "a b", "org.example.driver/../other"})
    void aSymbolicNameIsOne(String name) throws IOException {
        assertThat(problem(DriverJars.driver(name))).contains("Bundle-SymbolicName");
    }
}
