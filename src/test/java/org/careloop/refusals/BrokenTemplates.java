package org.careloop.refusals;

import static org.careloop.refusals.Broken.template;
import static org.careloop.refusals.Broken.when;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Stream;

/** Chat templates that cannot be rendered, or not exactly. */
final class BrokenTemplates {
    private static final Map<String, String> SOURCES = Map.ofEntries(
            Map.entry("template.argument", "{{ raise_exception(1) }}"),
            Map.entry("template.argument-absent", "{{ 'x'.join() }}"),
            Map.entry("template.arithmetic", "{{ 1 // 0 }}"),
            Map.entry("template.boolean", "{{ true.strip() }}"),
            Map.entry("template.chain", "{{ 1 < 2 < 3 }}"),
            Map.entry("template.comment-open", "{# x"),
            Map.entry("template.date", "{{ strftime_now('%Q') }}"),
            Map.entry("template.deep", "{{ 'a'" + "|trim".repeat(150_000) + " }}"),
            Map.entry("template.endless", "{{ range(99999999999) }}"),
            Map.entry("template.escape", "{{ '\\q' }}"),
            Map.entry("template.expected", "{{ 1 2 }}"),
            Map.entry("template.filter", "{{ 1 | foo }}"),
            Map.entry("template.filter-arguments", "{{ 'a' | upper(3) }}"),
            Map.entry("template.function", "{{ raise_exception }}"),
            Map.entry("template.hex", "{{ '\\u12' }}"),
            Map.entry("template.index", "{{ 'a'[] }}"),
            Map.entry("template.json", "{{ raise_exception | tojson }}"),
            Map.entry("template.key", "{{ {1: 2} }}"),
            Map.entry("template.long", "x".repeat(1_000_001)),
            Map.entry("template.loop", "{% for x in 1 %}{% endfor %}"),
            Map.entry("template.macro", "{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}"),
            Map.entry("template.mapping", "{{ {} }}"),
            Map.entry("template.method-arguments", "{{ 'a'.strip(1, 2, 3) }}"),
            Map.entry("template.name", "{% set 1 = 2 %}"),
            Map.entry("template.namespace", "{{ namespace() }}"),
            Map.entry("template.no-expression", "{{ }}"),
            Map.entry("template.no-function", "{{ foo() }}"),
            Map.entry("template.no-method", "{{ 1.strip() }}"),
            Map.entry("template.no-namespace", "{% set x.y = 1 %}"),
            Map.entry("template.no-value", "{{ in }}"),
            Map.entry("template.none", "{% for x in none %}{% endfor %}"),
            Map.entry("template.not-understood", "{{ ? }}"),
            Map.entry("template.number", "{{ 99999999999999999999 }}"),
            Map.entry("template.of-undefined", "{{ foo.bar.baz }}"),
            Map.entry("template.operation", "{{ 1 + 'a' }}"),
            Map.entry("template.order", "{{ 1 < 'a' }}"),
            Map.entry("template.print", "{{ [] }}"),
            Map.entry("template.range", "{{ range(1, 2, 3) }}"),
            Map.entry("template.recursion", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"),
            Map.entry("template.search", "{{ 1 in 2 }}"),
            Map.entry("template.slice", "{{ 'abc'[::0] }}"),
            Map.entry("template.string-open", "{{ 'a }}"),
            Map.entry("template.tag", "{% include 'x' %}"),
            Map.entry("template.tag-end", "{% if true 1 %}{% endif %}"),
            Map.entry("template.tag-open", "{% if true %}"),
            Map.entry("template.tag-unclosed", "{{ 1"),
            Map.entry("template.test", "{{ 1 is foo }}"),
            Map.entry("template.test-unknown", "{{ [1] | select('foo') | list }}"),
            Map.entry("template.undefined", "{{ foo < 1 }}"),
            Map.entry("template.unpack", "{% for a, b in [[1, 2, 3]] %}{% endfor %}"),
            Map.entry("template.unrendered", "line\n{{ 1 + none }}"),
            Map.entry("template.whole", "{{ range('a') }}"),
            Map.entry("template.line", "{{"));

    private BrokenTemplates() {}

    static Stream<Broken> all() {
        return Stream.concat(
                SOURCES.entrySet().stream().map(each -> template(each.getKey(), each.getValue())),
                Stream.of(
                        when(
                                "template.refuses",
                                model -> Files.writeString(
                                        model.resolve("chat_template.jinja"),
                                        "{{ raise_exception('No') if messages[0].content == 'boom' else 'w4' }}")),
                        when(
                                "template.fails",
                                model -> Files.writeString(
                                        model.resolve("chat_template.jinja"),
                                        "{{ 1 + 'a' if messages[0].content == 'boom' else 'w4' }}")),
                        when(
                                "json.encoding",
                                model -> Files.write(
                                        model.resolve("chat_template.jinja"), "问".getBytes(StandardCharsets.UTF_16LE))),
                        when(
                                "template.large",
                                model -> Files.write(model.resolve("chat_template.jinja"), new byte[4_000_001])),
                        when("template.differs", model -> {
                            Broken.edit(model.resolve("tokenizer_config.json"), json -> json.put("chat_template", "a"));
                            Broken.edit(model.resolve("chat_template.json"), json -> json.put("chat_template", "b"));
                        }),
                        when(
                                "template.no-default",
                                model -> Broken.edit(
                                        model.resolve("tokenizer_config.json"),
                                        json -> json.putArray("chat_template")
                                                .addObject()
                                                .put("name", "tools"))),
                        when("template.no-end", model -> {
                            Files.writeString(model.resolve("tokenizer_config.json"), "{}");
                            Files.writeString(model.resolve("chat_template.jinja"), "answer");
                        })));
    }
}
