// SPDX-License-Identifier: Apache-2.0
package org.cisterna.web.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cisterna.storage.FileStorage;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;

/** Announces where the server of this platform answers. */
@Component(
        service = {},
        immediate = true)
public final class AnnouncementComponent extends Announcement {

    /** Finds the data folder. */
    @Activate
    public AnnouncementComponent(BundleContext context) throws IOException {
        super(cache(context.getProperty("cisterna.data")));
    }

    private static FileStorage cache(@Nullable String data) throws IOException {
        return new FileStorage(
                Files.createDirectories(Path.of(data == null ? "data" : data).resolve("cache")));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, updated = "bindRuntime")
    void bindRuntime(HttpServiceRuntime runtime, Map<String, ?> properties) {
        write(properties);
    }

    void unbindRuntime(HttpServiceRuntime runtime) {
        remove();
    }

    @Deactivate
    void deactivate() {
        remove();
    }
}
