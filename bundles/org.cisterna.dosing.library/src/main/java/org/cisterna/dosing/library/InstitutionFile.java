// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.library;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonArray;
import org.cisterna.canonical.JsonObject;
import org.cisterna.canonical.JsonString;

/** The institution's limits out of a file of the configuration folder, for whoever runs without a framework. */
public final class InstitutionFile {

    private InstitutionFile() {}

    /**
     * Reads a configuration file: an object with the member {@value InstitutionLimits#PID}.
     *
     * @param utf8 the file
     * @return the limiter
     * @throws IllegalArgumentException naming every reason against it
     */
    public static InstitutionLimits read(byte[] utf8) {
        if (!(Json.parse(utf8) instanceof JsonObject file)) {
            throw new IllegalArgumentException("a configuration file is one JSON object, between { and }");
        }
        Optional<JsonObject> configuration = file.optionalObject(InstitutionLimits.PID);
        if (configuration.isEmpty()) {
            throw new IllegalArgumentException("there is no \"" + InstitutionLimits.PID + "\" in it");
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String name : configuration.get().names()) {
            properties.put(name, plain(configuration.get().get(name).orElseThrow()));
        }
        return new InstitutionLimits(properties);
    }

    /** As a framework would hand it over; what is no text is refused by the reader of the limits. */
    private static Object plain(Json value) {
        if (value instanceof JsonString text) {
            return text.value();
        }
        if (value instanceof JsonArray array) {
            List<Object> values = new ArrayList<>();
            array.values().forEach(each -> values.add(plain(each)));
            return values;
        }
        return value;
    }
}
