import SwiftSyntax

/// Finds names in JSON that cannot be.
enum MemberCheck {
    /// Checks the names of one object's members, each of which was declared at one place.
    static func checkNames(of members: [Member], at places: [Syntax], problems: inout Problems) {
        HeaderCheck.checkNames(of: members, problems: &problems)
        var seen: Set<String> = []
        for (member, place) in zip(members, places) {
            if !seen.insert(member.jsonName).inserted {
                problems.error(
                    "two members are called \"\(member.jsonName)\" in JSON", id: "duplicate-member", at: place)
            }
            if member.jsonName.unicodeScalars.contains(where: { $0.value < 0x20 || "\"\\".unicodeScalars.contains($0) })
            {
                problems.error(
                    "a member's name has no quotation marks, backslashes and control characters", id: "bad-member-name",
                    at: place)
            }
        }
    }
}
