import Testing

@Suite("@Toolbox")
struct ToolboxTests {
    @Test("Everything that the type declares")
    func everythingThatTheTypeDeclares() {
        let expansion = Expansion(
            #"""
            @Toolbox
            public struct Library {
                /// A.
                @Tool static func a() {}
                /// B.
                @Tool func b() {}
                /// C.
                @Prompt func c() -> String { "" }
                @Resource("d://d") func d() -> String { "" }
                @Completion(for: "other", argument: "x") func e(_ text: String) -> [String] { [] }
                func f() {}
            }
            """#)
        #expect(
            expansion.text == #"""

                public struct Library {
                    /// A.
                    static func a() {}

                    /// What clients see of ``a()``.
                    static var aTool: Tool {
                        Tool(
                            name: "a",
                            description: "A.",
                            input: NoInput.self
                        ) { _, context -> ToolOutcome in
                            Self.a()
                            return ToolOutcome()
                        }
                    }
                    /// B.
                    func b() {}

                    /// What clients see of ``b()``.
                    var bTool: Tool {
                        Tool(
                            name: "b",
                            description: "B.",
                            input: NoInput.self
                        ) { _, context -> ToolOutcome in
                            self.b()
                            return ToolOutcome()
                        }
                    }
                    /// C.
                    func c() -> String { "" }

                    /// What clients see of ``c()``.
                    var cPrompt: Prompt {
                        Prompt(
                            name: "c",
                            description: "C.",
                            reading: { _, context -> String in
                                self.c()
                            }
                        )
                    }
                    func d() -> String { "" }

                    /// What clients see of ``d()``.
                    var dResource: Resource {
                        Resource(
                            uri: "d://d",
                            name: "d",
                            reading: { _, context -> String in
                                self.d()
                            }
                        )
                    }
                    func e(_ text: String) -> [String] { [] }

                    /// What clients see of ``e(_:)``.
                    var eCompletion: Completion {
                        Completion(prompt: "other", argument: "x") { request, context -> [String] in
                            self.e(request.value)
                        }
                    }
                    func f() {}
                }

                extension Library: Toolbox {
                    /// Everything that the toolbox declares, in the order of its declarations.
                    public var components: Components {
                        Components(
                            tools: [Self.aTool, bTool],
                            prompts: [cPrompt],
                            resources: [dResource],
                            completions: [eCompletion]
                        )
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }

    @Test("An actor's components are not isolated")
    func anActorsComponentsAreNotIsolated() {
        let expansion = Expansion(
            #"""
            @Toolbox
            actor Counter {}
            """#)
        #expect(
            expansion.text == #"""

                actor Counter {}

                extension Counter: Toolbox {
                    /// Everything that the toolbox declares, in the order of its declarations.
                    nonisolated var components: Components {
                        Components()
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }

    @Test("Versions of a tool may share its name")
    func versionsOfAToolMayShareItsName() {
        let expansion = Expansion(
            #"""
            @Toolbox
            struct Library {
                /// A.
                @Tool(name: "find", version: "1") func findOld() {}
                /// B.
                @Tool(version: "2") func find() {}
            }
            """#)
        #expect(
            expansion.text == #"""

                struct Library {
                    /// A.
                    func findOld() {}

                    /// What clients see of ``findOld()``.
                    var findOldTool: Tool {
                        Tool(
                            name: "find",
                            description: "A.",
                            options: ToolOptions(version: "1"),
                            input: NoInput.self
                        ) { _, context -> ToolOutcome in
                            self.findOld()
                            return ToolOutcome()
                        }
                    }
                    /// B.
                    func find() {}

                    /// What clients see of ``find()``.
                    var findTool: Tool {
                        Tool(
                            name: "find",
                            description: "B.",
                            options: ToolOptions(version: "2"),
                            input: NoInput.self
                        ) { _, context -> ToolOutcome in
                            self.find()
                            return ToolOutcome()
                        }
                    }
                }

                extension Library: Toolbox {
                    /// Everything that the toolbox declares, in the order of its declarations.
                    var components: Components {
                        Components(tools: [findOldTool, findTool])
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }

    @Test("A prompt and a tool may share a name")
    func aPromptAndAToolMayShareAName() {
        let expansion = Expansion(
            #"""
            @Toolbox
            struct Library {
                /// A.
                @Tool(name: "same") func a() {}
                /// B.
                @Prompt(name: "same") func b() -> String { "" }
            }
            """#)
        #expect(
            expansion.text == #"""

                struct Library {
                    /// A.
                    func a() {}

                    /// What clients see of ``a()``.
                    var aTool: Tool {
                        Tool(
                            name: "same",
                            description: "A.",
                            input: NoInput.self
                        ) { _, context -> ToolOutcome in
                            self.a()
                            return ToolOutcome()
                        }
                    }
                    /// B.
                    func b() -> String { "" }

                    /// What clients see of ``b()``.
                    var bPrompt: Prompt {
                        Prompt(
                            name: "same",
                            description: "B.",
                            reading: { _, context -> String in
                                self.b()
                            }
                        )
                    }
                }

                extension Library: Toolbox {
                    /// Everything that the toolbox declares, in the order of its declarations.
                    var components: Components {
                        Components(tools: [aTool], prompts: [bPrompt])
                    }
                }
                """#)
        #expect(expansion.diagnostics.isEmpty)
    }
}
