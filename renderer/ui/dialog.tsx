import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

interface SheetProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** For a question that must be answered: announced at once. */
  readonly alert?: boolean;
  /** For what holds nothing that could be lost: a press beside it closes it. */
  readonly isLight?: boolean;
  /** For two columns side by side. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** A dialog over the window. It closes with Escape, and focus goes back to where it came from. */
export function Sheet({
  title,
  isOpen,
  onClose,
  alert = false,
  isLight = false,
  isWide = false,
  children,
}: SheetProps) {
  return (
    <ModalOverlay
      className="veil"
      isOpen={isOpen}
      isDismissable={isLight}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={isWide ? 'sheet sheet-wide' : 'sheet'}>
        <Dialog className="dialog" role={alert ? 'alertdialog' : 'dialog'}>
          <Heading slot="title" level={2} className="dialog-title">
            {title}
          </Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
