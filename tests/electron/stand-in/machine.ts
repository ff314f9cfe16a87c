import { createCipheriv, createDecipheriv } from 'node:crypto';

const KEY = Buffer.alloc(32, 9);
const NONCE = Buffer.alloc(16, 7);

/** Stands for the operating system's keyring: the same user reads it again after a restart. */
export const safeStorage = {
  isAsyncEncryptionAvailable: (): Promise<boolean> => Promise.resolve(true),
  getSelectedStorageBackend: (): string => 'basic_text',
  encryptStringAsync: (text: string): Promise<Buffer> => {
    const cipher = createCipheriv('aes-256-cbc', KEY, NONCE);
    return Promise.resolve(Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]));
  },
  decryptStringAsync: (sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> => {
    const cipher = createDecipheriv('aes-256-cbc', KEY, NONCE);
    return Promise.resolve({
      result: Buffer.concat([cipher.update(sealed), cipher.final()]).toString('utf8'),
      shouldReEncrypt: false,
    });
  },
};

/** What was shown in boxes; each is answered with its last button. */
export const boxes: unknown[] = [];

export const dialog = {
  showMessageBox: (box: { readonly buttons: readonly string[] }): Promise<{ response: number }> => {
    boxes.push(box);
    return Promise.resolve({ response: box.buttons.length - 1 });
  },
};

/** Menus in the order in which they were set. */
export const menus: unknown[] = [];

export const Menu = {
  buildFromTemplate: (template: unknown): unknown => template,
  setApplicationMenu: (menu: unknown): void => void menus.push(menu),
};
