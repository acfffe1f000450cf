// SPDX-License-Identifier: Apache-2.0
package org.cisterna.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading members by type, with their place in every refusal; building what can be read back. */
class JsonObjectTest {

    private static final JsonObject VISIT = (JsonObject)
            Json.parse(
                    """
                    {
                      "pump": "SM-0017",
                      "revision": 7,
                      "open": true,
                      "closed": null,
                      "programme": {"steps": [{"start": "00:00", "rate": "0.12 mL/day"}, {"start": "six"}, 5]},
                      "tags": ["a", "b"],
                      "odd name": {"x": 1}
                    }""");

    private static void refused(ThrowingCallable read, String message) {
        assertThatExceptionOfType(JsonException.class).isThrownBy(read).withMessage(message);
    }

    @Test
    void whatABuilderMakesNeverChangesAnyMore() {
        JsonObject.Builder builder = Json.object().put("a", 1);
        JsonObject first = builder.build();
        JsonObject second = builder.put("b", 2).build();
        assertThat(first.canonicalText()).isEqualTo("{\"a\":1}");
        assertThat(second.canonicalText()).isEqualTo("{\"a\":1,\"b\":2}");
        assertThat(builder.build()).isEqualTo(second);
    }

    @Test
    void readsMembersByType() {
        assertThat(VISIT.string("pump")).isEqualTo("SM-0017");
        assertThat(VISIT.number("revision")).isEqualTo(7);
        assertThat(VISIT.flag("open")).isTrue();
        assertThat(VISIT.array("tags").strings()).containsExactly("a", "b");
        assertThat(VISIT.array("tags").size()).isEqualTo(2);
        assertThat(VISIT.object("programme").array("steps").values().get(2)).isEqualTo(Json.number(5));
        assertThat(VISIT.get("closed")).contains(JsonNull.NULL);
        assertThat(VISIT.get("absent")).isEmpty();
        assertThat(VISIT.optionalString("pump")).contains("SM-0017");
        assertThat(VISIT.optionalNumber("revision")).contains(7L);
        assertThat(VISIT.optionalObject("odd name")).map(o -> o.number("x")).contains(1L);
        assertThat(VISIT.optionalArray("tags")).map(JsonArray::size).contains(2);
        assertThat(VISIT.optionalString("absent")).isEmpty();
        assertThat(VISIT.optionalNumber("absent")).isEmpty();
        assertThat(VISIT.optionalObject("absent")).isEmpty();
        assertThat(VISIT.optionalArray("absent")).isEmpty();
        assertThat(VISIT.names())
                .containsExactly("closed", "odd name", "open", "programme", "pump", "revision", "tags");
    }

    @Test
    void namesThePlaceOfWhatIsMissingOrOfAnotherType() {
        JsonArray steps = VISIT.object("programme").array("steps");
        refused(() -> VISIT.string("serial"), "at $.serial: is missing; add it, it is a string");
        refused(() -> VISIT.string("revision"), "at $.revision: is the number 7, and a string is wanted");
        refused(() -> VISIT.number("pump"), "at $.pump: is the string \"SM-0017\", and an integer is wanted");
        refused(() -> VISIT.flag("tags"), "at $.tags: is an array, and true or false is wanted");
        refused(() -> VISIT.object("open"), "at $.open: is true, and an object is wanted");
        refused(() -> VISIT.array("programme"), "at $.programme: is an object, and an array is wanted");
        refused(() -> VISIT.optionalString("closed"), "at $.closed: is null, and a string is wanted");
        refused(steps::objects, "at $.programme.steps[2]: is the number 5, and an object is wanted");
        refused(steps::strings, "at $.programme.steps[0]: is an object, and a string is wanted");
        refused(
                () -> ((JsonObject) steps.values().get(1)).string("rate"),
                "at $.programme.steps[1].rate: is missing; add it, it is a string");
        refused(
                () -> VISIT.object("odd name").string("x"),
                "at $[\"odd name\"].x: is the number 1, and a string is wanted");
    }

    @Test
    void readsTextsThatMeanSomethingAndNamesThePlaceOfThoseThatDoNot() {
        JsonObject entry = Json.object()
                .put("digest", "sha256:" + "0".repeat(64))
                .put("at", "2026-01-01T00:00:00Z")
                .put("bad", "soon\u202e")
                .build();
        assertThat(entry.value("digest", Digest::parse)).isEqualTo(new Digest("0".repeat(64)));
        assertThat(entry.value("at", Instant::parse)).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(entry.optionalValue("absent", Instant::parse)).isEmpty();
        assertThat(entry.optionalValue("at", Instant::parse)).isPresent();
        refused(
                () -> entry.value("bad", Digest::parse),
                "at $.bad: \"soon\\u202e\" is no digest; write sha256: and 64 lower-case hexadecimal digits");
        refused(
                () -> entry.optionalValue("bad", Instant::parse),
                "at $.bad: Text 'soon\\u202e' could not be parsed at index 0");
        refused(() -> entry.value("absent", Instant::parse), "at $.absent: is missing; add it, it is a string");
    }

    @Test
    void refusesNamesThatNobodyReads() {
        JsonObject object =
                Json.object().put("rate", "1 mL/day").put("rat", "x").build();
        assertThat(object.onlyNames("rat", "rate")).isSameAs(object);
        refused(
                () -> object.onlyNames("rate", "reason"),
                "at $.rat: is not known here; what may stand here is rate, reason");
        refused(object::onlyNames, "at $.rat: is not known here; no member is");
        assertThat(object.refused("rate", "too fast; write less")).hasMessage("at $.rate: too fast; write less");
    }

    @Test
    void refusesToBuildWhatCouldNotBeReadBack() {
        JsonObject.Builder builder = Json.object().put("a", 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.put("a", 2))
                .withMessage("the member \"a\" is there already");
        assertThatIllegalArgumentException().isThrownBy(() -> Json.text("\ud83d"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.put("\ude00", 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Json.number(JsonNumber.MAX + 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Json.number(Long.MIN_VALUE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.putOptional("b", Optional.of('c')))
                .withMessageContaining("java.lang.Character");
        Json deep = Json.number(1);
        for (int i = 0; i < Json.MAX_DEPTH; i++) {
            deep = i % 2 == 0
                    ? Json.array(List.of(deep))
                    : Json.object().put("a", deep).build();
        }
        assertThat(Json.parse(deep.canonicalBytes())).isEqualTo(deep);
        Json deepest = deep;
        assertThatIllegalArgumentException().isThrownBy(() -> Json.array(List.of(deepest)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Json.object().put("a", deepest).build());
    }

    @Test
    void putsEveryOptionalTypeAndLeavesOutWhatIsEmpty() {
        assertThat(Json.object()
                        .putOptional("json", Optional.of(JsonNull.NULL))
                        .putOptional("text", Optional.of("t"))
                        .putOptional("long", Optional.of(1L))
                        .putOptional("int", Optional.of(2))
                        .putOptional("flag", Optional.of(false))
                        .putOptional("none", Optional.empty())
                        .build())
                .hasToString("{\"flag\":false,\"int\":2,\"json\":null,\"long\":1,\"text\":\"t\"}");
    }

    @Test
    void isImmutable() {
        JsonObject.Builder builder = Json.object().put("a", 1);
        JsonObject object = builder.build();
        builder.put("b", 2);
        assertThat(object).hasToString("{\"a\":1}");
        assertThatThrownBy(() -> object.names().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> VISIT.array("tags").values().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void thePlaceIsNoPartOfTheValue() {
        JsonObject inside = VISIT.object("odd name");
        JsonObject outside = Json.object().put("x", 1).build();
        assertThat(inside).isEqualTo(outside).hasSameHashCodeAs(outside);
        JsonArray tags = VISIT.array("tags");
        assertThat(tags).isEqualTo(Json.texts(List.of("a", "b"))).hasSameHashCodeAs(Json.texts(List.of("a", "b")));
    }

    @Test
    void membersAreFoundWhateverOrderTheyCameIn() {
        JsonObject object = (JsonObject) Json.parse("{\"b\":1,\"d\":2,\"a\":3,\"c\":4,\"e\":5}");
        assertThat(object.names()).containsExactly("a", "b", "c", "d", "e");
        assertThat(object.names().contains("c")).isTrue();
        assertThat(object.names().contains("f")).isFalse();
        assertThat(object.number("a")).isEqualTo(3);
        assertThat(object.number("e")).isEqualTo(5);
        assertThat(object.get("0")).isEmpty();
        assertThat(object)
                .isEqualTo(Json.parse("{\"a\":3,\"b\":1,\"c\":4,\"d\":2,\"e\":5}"))
                .hasSameHashCodeAs(Json.parse("{\"e\":5,\"d\":2,\"c\":4,\"b\":1,\"a\":3}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"b\":2,\"a\":3}",
                "{\"b\":1,\"a\":2,\"b\":3}",
                "{\"b\":1,\"a\":2,\"c\":3,\"c\":4}",
                "{\"c\":1,\"a\":2,\"b\":3,\"a\":4}"
            })
    void aNameThatStandsTwiceIsRefusedWhereverItStands(String text) {
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> Json.parse(text))
                .withMessageContaining("the name stands twice in one object");
    }
}
