import AuraCore
import AuraPlatform
import AuraPolicy

extension DryRun {
    /// The purge that would be carried out.
    func show(_ plan: PurgePlan) {
        show(
            plan: plan.id.rawValue,
            rows: plan.classes.filter { $0.due > 0 }.map {
                Rows(
                    target: $0.rule.dataClass.rawValue, dataClass: $0.rule.dataClass, count: $0.due,
                    clause: $0.rule.clause)
            })
    }

    /// The erasure that would be carried out.
    func show(_ preview: SubjectService.ErasurePreview) {
        show(
            plan: preview.id.rawValue,
            rows: preview.plan.steps.filter { $0.rows > 0 }.map {
                Rows(target: $0.table, dataClass: $0.dataClass, count: $0.rows, clause: $0.clause)
            })
    }
}
