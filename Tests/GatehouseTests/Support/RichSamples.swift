import Gatehouse

/// Components that use everything that a component can have.
enum RichSamples {
    /// A tool that uses everything that a tool can have.
    static let rich = Tool(
        name: "rich", description: "Has everything.",
        options: ToolOptions(
            title: "Rich", annotations: ToolAnnotations(readOnlyHint: true),
            icons: [Icon(src: "https://example.com/i.png")], meta: ["com.example/x": 1]),
        input: NoInput.self
    ) { _, _ in Everything() }

    struct Everything: ToolOutput {
        static let outputSchema: JSONValue? = ["type": "object"]

        func outcome() -> ToolOutcome {
            let annotations = Annotations(audience: [.user], priority: 1, lastModified: "2026-01-01T00:00:00Z")
            let meta: JSONObject = ["com.example/m": 2]
            return ToolOutcome(
                content: [
                    .text(TextContent(text: "t", annotations: annotations, meta: meta)),
                    .image(ImageContent(bytes: [1], mimeType: "image/png", annotations: annotations, meta: meta)),
                    .audio(AudioContent(bytes: [2], mimeType: "audio/wav", annotations: annotations, meta: meta)),
                    .resourceLink(
                        ResourceLink(
                            uri: "x://l", name: "link", title: "Link", icons: [Icon(src: "https://example.com/i.png")])),
                    .resource(
                        EmbeddedResource(
                            resource: .text(TextResourceContents(uri: "x://e", text: "e", meta: meta)),
                            annotations: annotations, meta: meta)),
                ], structured: Array("{\"a\":1}".utf8), meta: ["com.example/r": 3])
        }
    }

    static let components = Components(
        tools: [rich],
        prompts: [
            Prompt(
                name: "p", description: "d", arguments: [PromptArgument(name: "a", title: "A")],
                options: .init(title: "P", icons: [Icon(src: "https://example.com/i.png")], meta: ["com.example/x": 1])
            ) { _, _ in [PromptMessage(role: .assistant, content: .audio(AudioContent(bytes: [1], mimeType: "a/b")))] }
        ],
        resources: [
            Resource(
                uri: "x://r", name: "r",
                options: .init(
                    title: "R", mimeType: "text/plain", icons: [Icon(src: "https://example.com/i.png")],
                    meta: ["com.example/x": 1])
            ) { _, _ in .bytes([0, 255], mimeType: "application/octet-stream") },
            Resource(
                template: "t://{x}", name: "t",
                options: .init(title: "T", icons: [Icon(src: "https://example.com/i.png")], meta: ["com.example/x": 1])
            ) { _, _ in .text("t") },
        ])
}
