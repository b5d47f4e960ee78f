import Gatehouse
import GatehouseMacros

/// Tools that change what is listed, so that subscribers are told, and what they show and hide.
@Toolbox
struct ChangingTools {
    let changes: OfferChanges

    /// Shows or hides a tool, so that subscribers are told that the list of tools has changed.
    @Tool(name: "test_trigger_tool_change")
    func triggerToolChange() -> String {
        changes.toggle(.tool("test_sometimes_tool")) ? "A tool was added." : "A tool was removed."
    }

    /// Shows or hides a prompt, so that subscribers are told that the list of prompts has changed.
    @Tool(name: "test_trigger_prompt_change")
    func triggerPromptChange() -> String {
        changes.toggle(.prompt("test_sometimes_prompt")) ? "A prompt was added." : "A prompt was removed."
    }

    /// Says that the watched resource has changed, so that its subscribers are told.
    @Tool(name: "test_trigger_resource_update")
    func triggerResourceUpdate() -> String {
        changes.server?.resourceUpdated("test://watched-resource")
        return "The watched resource was updated."
    }

    /// A tool that is only listed after every other call of test_trigger_tool_change.
    @Tool(name: "test_sometimes_tool", tags: [OfferChanges.tag])
    func sometimes() -> String { "Here I am." }

    /// A prompt that is only listed after every other call of test_trigger_prompt_change.
    @Prompt(name: "test_sometimes_prompt", tags: [OfferChanges.tag])
    func sometimesPrompt() -> String { "Here I am." }
}
