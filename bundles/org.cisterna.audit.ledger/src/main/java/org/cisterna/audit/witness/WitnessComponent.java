// SPDX-License-Identifier: Apache-2.0
package org.cisterna.audit.witness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Witness;
import org.cisterna.audit.WitnessAnswer;
import org.cisterna.storage.FileStorage;
import org.cisterna.time.Randomness;
import org.cisterna.time.TimeSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The {@link LogWitness} of the data folder that the framework property {@value #DATA} names, as a service, where it is configured. */
@Component(
        name = WitnessComponent.PID,
        configurationPid = WitnessComponent.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        service = Witness.class,
        immediate = true)
@Designate(ocd = WitnessConfig.class)
public final class WitnessComponent implements Witness {
    static final String PID = "org.cisterna.audit.witness";
    private static final String DATA = "cisterna.data";

    private final LogWitness witness;

    /** Opens the witness. */
    @Activate
    public WitnessComponent(
            WitnessConfig config,
            BundleContext context,
            @Reference(target = TimeSource.HOUSE_TARGET) TimeSource house,
            @Reference Randomness randomness)
            throws IOException {
        String data = context.getProperty(DATA);
        if (data == null || data.isBlank()) {
            throw new IllegalStateException("the property " + DATA + " is not set; give the data folder, for example -D"
                    + DATA + "=/srv/cisterna");
        }
        witness = LogWitness.open(
                new FileStorage(Path.of(data)), config.name().strip(), List.of(config.logs()), house, randomness);
    }

    @Override
    public WitnessAnswer add(byte[] request) {
        return witness.add(request);
    }

    @Override
    public Optional<byte[]> checkpoint(String originHash) {
        return witness.checkpoint(originHash);
    }

    @Override
    public String key() {
        return witness.key();
    }

    @Override
    public List<String> notes() {
        return witness.notes();
    }
}
